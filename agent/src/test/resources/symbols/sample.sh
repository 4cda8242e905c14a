#!/bin/bash
source ./lib.sh
. other.sh
readonly MAX=3
export PATH_X="a"
NAME=val
declare -r D=3
foo() { local x=1; bar "$x"; }
function baz { foo; grep x; }
