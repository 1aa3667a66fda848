#!/bin/sh
# The image's entry point. A container's first process gets no signal that it has no handler for, and Node.js has none in its
# first 50 ms: there, this shell takes them and passes them on. Anywhere else it is Node.js at once.
set -- node --max-semi-space-size=8 "${0%/*}/main.js" "$@"
[ $$ -eq 1 ] || exec "$@"
child='' signal=''
pass() {
  signal=$1
  [ -z "$child" ] || kill -s "$signal" "$child" 2>/dev/null
}
trap 'pass TERM' TERM
trap 'pass INT' INT
exec 3<&0
"$@" <&3 3<&- &
child=$!
[ -z "$signal" ] || kill -s "$signal" "$child"
wait "$child"
code=$?
# A signal ends the wait before the process has ended.
while kill -s 0 "$child" 2>/dev/null; do
  wait "$child"
  code=$?
done
exit "$code"
