# SPDX-License-Identifier: MIT
# Compiler settings and the one function with which every folder declares its layer.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(GENERATED "${PROJECT_BINARY_DIR}/generated")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

add_library(credlint_settings INTERFACE)
target_include_directories(credlint_settings INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(credlint_settings INTERFACE FMT_HEADER_ONLY)
target_compile_options(credlint_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
if(CREDLINT_DEVELOPER_MODE)
  target_compile_options(credlint_settings INTERFACE -Werror)
endif()
if(CREDLINT_SANITIZE)
  add_compile_options(-fsanitize=${CREDLINT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CREDLINT_SANITIZE})
endif()
if(CREDLINT_CLANG_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy-14;--quiet)
endif()

# credlint_layer(NAME [LIBRARY...]): a static library credlint_NAME of all .cpp files of the calling folder
# and its subfolders, linked to what it may use.
function(credlint_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  add_library(credlint_${name} STATIC ${sources})
  target_link_libraries(credlint_${name} PUBLIC credlint_settings ${ARGN})
endfunction()
