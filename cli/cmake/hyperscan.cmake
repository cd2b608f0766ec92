# SPDX-License-Identifier: MIT
# Decides whether the Hyperscan prefilter is used, and defines two libraries that are empty where it is not:
#   credlint_hyperscan_runtime   loads and scans with a database; in the program
#   credlint_hyperscan_compiler  builds one; in the host tool credlint_compile only
# Where it is used CREDLINT_HAS_HYPERSCAN is defined, for every target: they share headers. Only 5.4.0 is accepted: that version
# passed the differential tests against RE2, and Vectorscan, which calls itself 5.4.9 under the same library name, misses matches.

add_library(credlint_hyperscan_runtime INTERFACE)
add_library(credlint_hyperscan_compiler INTERFACE)

# Sets `usable` in the caller when header and library are both 5.4.0 and run on this processor.
function(credlint_check_hyperscan)
  find_path(HYPERSCAN_INCLUDE hs/hs.h)
  find_library(HYPERSCAN_COMPILER libhs.a)
  find_library(HYPERSCAN_RUNTIME libhs_runtime.a)
  if(NOT HYPERSCAN_INCLUDE OR NOT HYPERSCAN_COMPILER OR NOT HYPERSCAN_RUNTIME)
    set(reason "libhs is not installed" PARENT_SCOPE)
    return()
  endif()
  set(probe "${PROJECT_BINARY_DIR}/probe/hyperscan.c")
  file(CONFIGURE OUTPUT "${probe}" @ONLY CONTENT [[
#include <hs/hs.h>
#include <string.h>
#if HS_MAJOR != 5 || HS_MINOR != 4 || HS_PATCH != 0
#error "not the header of 5.4.0"
#endif
int main(void) {
  if (strncmp(hs_version(), "5.4.0", 5) != 0) return 1;
  return hs_valid_platform() == HS_SUCCESS ? 0 : 2;
}
]])
  if(NOT DEFINED HYPERSCAN_RUNS)
    try_run(HYPERSCAN_RUNS HYPERSCAN_COMPILES "${PROJECT_BINARY_DIR}/probe" "${probe}"
      CMAKE_FLAGS "-DINCLUDE_DIRECTORIES=${HYPERSCAN_INCLUDE}"
      LINK_LIBRARIES "${HYPERSCAN_COMPILER}" stdc++ m)
  endif()
  if(HYPERSCAN_COMPILES AND HYPERSCAN_RUNS EQUAL 0)
    set(usable TRUE PARENT_SCOPE)
  else()
    set(reason "libhs is not Hyperscan 5.4.0, or does not support this processor" PARENT_SCOPE)
  endif()
endfunction()

set(usable FALSE)
set(reason "CREDLINT_HYPERSCAN is OFF")
if(CREDLINT_HYPERSCAN)
  credlint_check_hyperscan()
endif()
if(usable)
  # The archives: both shared libraries in one program fight over their IFUNC symbols.
  target_link_libraries(credlint_hyperscan_runtime INTERFACE "${HYPERSCAN_RUNTIME}")
  target_link_libraries(credlint_hyperscan_compiler INTERFACE "${HYPERSCAN_COMPILER}")
  target_compile_definitions(credlint_settings INTERFACE CREDLINT_HAS_HYPERSCAN=1)
  message(STATUS "Prefilter: Hyperscan 5.4.0")
else()
  message(STATUS "Prefilter: RE2::Set (${reason})")
endif()
