/* cmd.h: the commands. Each takes its own table entry, the option values and the files, and returns an exit code. */
#ifndef AT_CLI_CMD_H
#define AT_CLI_CMD_H
#include "opt.h"

int at_cmd_read(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_text(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_add(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_show(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_why(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_list(const at_cmd *cmd, const at_vals *v, char **files); /* events, figures, ...: the command's name says which */
int at_cmd_review(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_check(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_verify(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_backup(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_erase(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_export(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_serve(const at_cmd *cmd, const at_vals *v, char **files);
int at_cmd_log(const at_cmd *cmd, const at_vals *v, char **files);
#endif
