# SPDX-License-Identifier: MIT
# Writes the header with the commit that is checked out in SOURCE to OUTPUT; an empty one where SOURCE is no git work tree of
# its own. The file changes only when the text does.
cmake_minimum_required(VERSION 3.25)
set(commit "")
execute_process(COMMAND git -C "${SOURCE}" rev-parse --show-toplevel
  OUTPUT_VARIABLE top ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
file(REAL_PATH "${SOURCE}" source)
if(top STREQUAL source)
  execute_process(COMMAND git -C "${SOURCE}" describe --always --dirty --abbrev=12 --exclude *
    OUTPUT_VARIABLE name ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  execute_process(COMMAND git -C "${SOURCE}" log -1 --format=%cs
    OUTPUT_VARIABLE day ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(commit "${name} ${day}")
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "#define CREDLINT_COMMIT \"${commit}\"\n")
