/* banned.h: functions that this code never calls. Included by every .c of the library through the compiler's -include. */
#ifndef AT_BASE_BANNED_H
#define AT_BASE_BANNED_H
#if defined(__GNUC__) && !defined(__cplusplus)
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol gmtime localtime strncpy strncat gets alloca mktime
#endif
#endif
