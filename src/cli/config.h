/* config.h: the user's own defaults: $XDG_CONFIG_HOME/attest/config (or ~/.config/attest/config), lines "key = value", #
 * comments. */
#ifndef AT_CLI_CONFIG_H
#define AT_CLI_CONFIG_H

/* The value of a key, or NULL. The file is read at the first call; the string lives as long as the program. */
const char *at_config(const char *key);
#endif
