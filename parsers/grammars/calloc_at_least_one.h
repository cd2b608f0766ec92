/* SPDX-License-Identifier: MIT
 * Included before a grammar's scanner that allocates no element and uses one. */
#pragma once
#include <stdlib.h>

#define calloc(count, size) calloc((count) ? (count) : 1, (size))
