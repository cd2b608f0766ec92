# SPDX-License-Identifier: MIT
# Toolchain for Linux on arm64: Debian's cross compiler, and Debian's libraries for arm64 in build/sysroot/arm64, where
# cli/packaging/sysroot.sh puts them.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
cmake_path(SET CMAKE_SYSROOT NORMALIZE "${CMAKE_CURRENT_LIST_DIR}/../../build/sysroot/arm64")
# Only archives are there. The compiler's package has a C library of its own, which gets no security updates.
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static -B${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind LIBRARY INCLUDE PACKAGE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
find_program(CREDLINT_QEMU NAMES qemu-aarch64 qemu-aarch64-static)
if(CREDLINT_QEMU)  # tests run under it
  set(CMAKE_CROSSCOMPILING_EMULATOR "${CREDLINT_QEMU}")
endif()
