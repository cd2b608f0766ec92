# SPDX-License-Identifier: MIT
# What the lints share. ROOT is the checkout.

set(failures "")

# fail(TEXT): notes one fault; all are shown by finish().
macro(fail text)
  string(APPEND failures "${text}\n")
endmacro()

macro(finish)
  if(failures)
    # Not in the error itself: its lines would be wrapped.
    message(NOTICE "${failures}")
    message(FATAL_ERROR "faults found")
  endif()
endmacro()

# line_of(TEXT PART OUT): the 1-based line on which PART first stands in TEXT.
function(line_of text part out)
  string(FIND "${text}" "${part}" position)
  string(SUBSTRING "${text}" 0 ${position} before)
  string(REGEX MATCHALL "\n" breaks "${before}")
  list(LENGTH breaks count)
  math(EXPR line "${count} + 1")
  set(${out} ${line} PARENT_SCOPE)
endfunction()

# read_lines(FILE OUT): the lines of a source file as a list, which needs brackets, semicolons and
# backslashes gone and empty lines kept.
function(read_lines file out)
  file(READ "${file}" text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REPLACE "\n" " ;" lines "${text}")
  set(${out} "${lines}" PARENT_SCOPE)
endfunction()
