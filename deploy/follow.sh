#!/bin/sh
# follow.sh FILE: append every event of the store to a file, one line of JSON each, as it is recorded.
# Begun again it goes on after the last whole line. The lines have names in clear, where the key is at hand.
set -eu
file=$1
touch "$file"
if [ -n "$(tail -c 1 "$file")" ]; then
    sed -i '$d' "$file" # cut off while it was written
fi
last=$(tail -n 1 "$file" | sed -n 's/^{"position": \([0-9]*\),.*/\1/p')
exec admission events --follow --after "${last:-0}" >>"$file"
