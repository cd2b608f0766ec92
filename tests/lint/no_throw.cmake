# SPDX-License-Identifier: MIT
# No exceptions: errors are values. A function that must throw for a library's sake says "// adapter" on that line.
include("${CMAKE_CURRENT_LIST_DIR}/common.cmake")

file(GLOB_RECURSE files RELATIVE "${ROOT}"
  "${ROOT}/scanner/*.h" "${ROOT}/scanner/*.cpp" "${ROOT}/rules/*.h" "${ROOT}/rules/*.cpp"
  "${ROOT}/parsers/*.h" "${ROOT}/parsers/*.cpp" "${ROOT}/cli/*.h" "${ROOT}/cli/*.cpp")
list(FILTER files EXCLUDE REGEX "/node_modules/")
foreach(file IN LISTS files)
  file(STRINGS "${ROOT}/${file}" hint REGEX "throw" LIMIT_COUNT 1)
  if(NOT hint)
    continue()
  endif()
  read_lines("${ROOT}/${file}" lines)
  set(number 0)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "// adapter")
      continue()
    endif()
    string(REGEX REPLACE "\"[^\"]*\"" "" code "${line}")
    string(REGEX REPLACE "//.*" "" code "${code}")
    if(code MATCHES "(^|[^A-Za-z0-9_])throw([^A-Za-z0-9_]|$)")
      fail("${file}:${number}: throw outside an adapter")
    endif()
  endforeach()
endforeach()
finish()
