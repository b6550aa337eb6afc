/* sniff.h: what a file holds, from its name and its first bytes. */
#ifndef AT_READ_SNIFF_H
#define AT_READ_SNIFF_H
#include <attest.h>

#define AT_SNIFF 8192 /* bytes that are enough */

/* path: its name, may be "-"; head: its first bytes, unpacked. Never AT_FROM_AUTO: what is nothing else is text. */
at_from at_sniff(at_str path, at_str head);
#endif
