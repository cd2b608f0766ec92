# SPDX-License-Identifier: MIT
# Compiler settings and the one function with which every folder declares its layer.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(GENERATED "${PROJECT_BINARY_DIR}/generated")

find_package(Threads REQUIRED)
add_library(credlint_settings INTERFACE)
target_include_directories(credlint_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(credlint_settings INTERFACE CREDLINT_VERSION="${PROJECT_VERSION}")
# A designated initialiser that leaves members at their defaults is what we mean by one.
target_compile_options(credlint_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-missing-field-initializers)
# GCC 12 takes a string that grows by operator+ for one that overflows (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(credlint_settings INTERFACE -Wno-array-bounds -Wno-restrict
    -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(CREDLINT_UNITY)  # GCC takes a file within another for a header
  target_compile_options(credlint_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
target_link_libraries(credlint_settings INTERFACE Threads::Threads)
if(CREDLINT_DEVELOPER_MODE)
  target_compile_options(credlint_settings INTERFACE -Werror)
endif()
if(CREDLINT_STATIC)
  add_compile_options(-ffunction-sections -fdata-sections)
  add_link_options(-static)
endif()
if(CREDLINT_SANITIZE)
  add_compile_options(-fsanitize=${CREDLINT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CREDLINT_SANITIZE})
  # gcc and clang say it each in its own way.
  add_compile_definitions(CREDLINT_SANITIZED)
  if(CREDLINT_SANITIZE MATCHES "address")
    add_compile_definitions(CREDLINT_ASAN)
  endif()
endif()
if(CREDLINT_FUZZERS)  # not for grammars: their tables would drown what is new in our code
  target_compile_options(credlint_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CREDLINT_CLANG_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy-14;--quiet)
  # Generated code is held to next to nothing; "no check at all" would be an error.
  file(WRITE "${GENERATED}/.clang-tidy" "Checks: '-*,misc-definitions-in-headers'\n")
endif()

# Archives that name their objects, where ar can: copies of them would take half a gigabyte with debug information.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  foreach(language C CXX)
    set(CMAKE_${language}_ARCHIVE_CREATE "<CMAKE_AR> qcT <TARGET> <LINK_FLAGS> <OBJECTS>")
    set(CMAKE_${language}_ARCHIVE_APPEND "<CMAKE_AR> qT <TARGET> <LINK_FLAGS> <OBJECTS>")
  endforeach()
endif()

# credlint_headers_once(TARGET [HEADER...]): compiles once what nearly every file of the target includes. It halves the
# build; each file still includes what it uses. What comes of it takes 60 MB and more: targets that name the
# same HEADERS share it.
function(credlint_headers_once target)
  string(MAKE_C_IDENTIFIER "CREDLINT_HEADERS_OF_${ARGN}" first)
  get_property(shared GLOBAL PROPERTY ${first})
  if(shared)
    target_precompile_headers(${target} REUSE_FROM ${shared})
    return()
  endif()
  set_property(GLOBAL PROPERTY ${first} ${target})
  target_precompile_headers(${target} PRIVATE <algorithm> <cstdint> <map> <optional> <set> <string> <string_view>
    <utility> <vector> <fmt/format.h> ${ARGN})
endfunction()

# credlint_several_at_once(TARGET): where CREDLINT_UNITY is on, compiles a dozen files of the target as one, which halves
# a build from scratch; names of a file's own must differ within a library for it. While developing it is off: a changed
# file would compile its neighbours anew.
function(credlint_several_at_once target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD "${CREDLINT_UNITY}" UNITY_BUILD_BATCH_SIZE 12)
endfunction()

# credlint_library(NAME SOURCES [FILE...] LINKS [LIBRARY...] HEADERS [HEADER...]): a static library credlint_NAME,
# with HEADERS compiled once; a mere list of its links while it has no sources.
function(credlint_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;HEADERS")
  if(arg_SOURCES)
    add_library(credlint_${name} STATIC ${arg_SOURCES})
    target_link_libraries(credlint_${name} PUBLIC credlint_settings ${arg_LINKS})
    credlint_headers_once(credlint_${name} ${arg_HEADERS})
    credlint_several_at_once(credlint_${name})
  else()
    add_library(credlint_${name} INTERFACE)
    target_link_libraries(credlint_${name} INTERFACE credlint_settings ${arg_LINKS})
  endif()
endfunction()

# credlint_layer(NAME [LIBRARY...] [HEADERS HEADER...]): the library credlint_NAME of all .cpp files of the calling folder
# and its subfolders, linked to what it may use.
function(credlint_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  credlint_library(${name} SOURCES ${sources} LINKS ${ARGN})
endfunction()

# credlint_rarely_run(TARGET): of what runs once a run, a release optimises less: it compiles in two thirds of the time.
function(credlint_rarely_run target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()
