case $RETUNE_TRIAL in
2) echo "$GREETING" >&2; exit 3 ;;
esac
echo "report 1 0.5"
echo "report 2 $RETUNE_RATE"
echo "scores $RETUNE_RATE 0.25 0.75"
