#!/bin/sh
# One sync without an orchestrator:  sh keep-state.sh DIR COMMAND...
#
# Runs COMMAND, which reads with `--state DIR/state.json` (by whatever path it sees it). Its records go to a new file
# DIR/records-<time>.jsonl, its logs to standard error. DIR/state.json always holds the last STATE of each stream whose
# records are in those files, whether COMMAND succeeds or not; it is written beside and then renamed, so that it is
# whole whenever this is killed. (The kill can cut off the last line of the records file: ignore such a line, it comes
# again.) Ends with the exit code of COMMAND. Needs nothing but a POSIX shell and awk.
set -eu
[ $# -ge 2 ] || { echo 'usage: sh keep-state.sh DIR COMMAND...' >&2; exit 2; }
DIR=$1
shift
mkdir -p "$DIR"
STATE=$DIR/state.json
RECORDS=$DIR/records-$(date -u +%Y%m%dT%H%M%SZ)-$$.jsonl
export STATE RECORDS
[ -s "$STATE" ] || echo '[]' >"$STATE"

# mawk (Debian's awk) would hold lines back until it has a few thousand bytes of them.
AWK=awk
case $(awk -W version 2>&1 </dev/null || :) in mawk*) AWK='awk -W interactive' ;; esac

# A COMMAND that is killed can leave half a line. Only a whole one is followed by the empty line.
{ code=0; "$@" || code=$?; printf '\n{"exit":%d}\n' "$code"; } | $AWK '
  function streamOf(line) {
    sub(/.*"stream_descriptor":\{"name":"/, "", line)
    sub(/".*/, "", line)
    return line
  }
  function save(   file, stream, comma) {
    close(ENVIRON["RECORDS"])
    file = ENVIRON["STATE"] ".new"
    print "[" >file
    for (stream in states) {
      printf "%s%s", comma, states[stream] >file
      comma = ",\n"
    }
    print "\n]" >file
    close(file)
    system("mv -f \"$STATE.new\" \"$STATE\"")
  }
  function take(line) {
    if (line ~ /^\{"type":"RECORD"/) print line >>ENVIRON["RECORDS"]
    else if (line ~ /^\{"type":"STATE"/) { states[streamOf(line)] = line; save() }
    else if (line != "") print line >"/dev/stderr"
  }
  BEGIN {
    while ((getline line <ENVIRON["STATE"]) > 0) {
      sub(/,$/, "", line)
      if (line ~ /^\{"type":"STATE"/) states[streamOf(line)] = line
    }
    close(ENVIRON["STATE"])
    code = 1
  }
  /^\{"exit":/ { code = $0; gsub(/[^0-9]/, "", code); held = ""; next }
  { take(held); held = $0 }
  END { exit code }
'
