while read -r line; do
    x=$(echo "$line" | sed 's/.*"x":\([-0-9.Ee]*\).*/\1/')
    echo "{\"step\":1,\"value\":$x}"
    read -r answer
    case $answer in
    *true*) echo "{\"value\":$x,\"pruned\":true}" ;;
    *) echo "{\"folds\":[$x,0.5]}" ;;
    esac
done
