/*
 * args.h: the arguments of event words (who did it, to whom, where, when, who says so; for the number of a figure, who is counted) as
 * labelled spans of their sentence. Works on the pair features of roles.c: h of every word seen from the event word.
 */
#ifndef AT_TEXT_ARGS_H
#define AT_TEXT_ARGS_H
#include "text/heads.h"

/* Are the arguments of word node p of an item to be looked for? is_pred: the word is a predicate. */
bool at__args_wanted(const at_engine *e, const at_token *t, bool is_pred);
/* Arguments of node p from w->role_q and w->role_sa as at__pair left them. */
void at__args(const at_engine *e, at__work *w, const at__item *it, uint32_t p, const at_token *tokens);
#endif
