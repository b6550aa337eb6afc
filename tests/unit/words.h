/* words.h: an at_ctx over words parted by blanks, without a tree: for stages that read words alone. One sentence a line. */
#ifndef AT_TESTS_WORDS_H
#define AT_TESTS_WORDS_H
#include "base/utf8.h"
#include "find/ctx.h"
#include "find/lexicons.h"

#include "../test.h"

typedef struct {
    at_arena mem;
    jmp_buf fail;
    at_lexicons *lex;
    at_analysis an;
    at_ctx c;
} words;

static void words_open(words *w)
{
    at_err err = {0};
    memset(w, 0, sizeof *w);
    at_arena_init(&w->mem, 64u << 20, &w->fail);
    if (at_lexicons_open(&w->lex, NULL, &err) != AT_OK)
        fail_msg("%s", err.msg);
}

static void words_close(words *w)
{
    at_lexicons_close(w->lex);
    at_arena_release(&w->mem);
}

static void words_one(words *w, at_str text, size_t beg, size_t end, uint32_t sent)
{
    at_token *t = &w->an.tokens[w->an.ntokens++];
    t->span = (at_span){(uint32_t)beg, (uint32_t)end};
    t->form = at_sub(text, beg, end);
    t->lower = at_utf8_key(&w->mem, t->form);
    t->lemma = t->lower;
    t->head = t->child = t->next = -1;
    t->sent = sent;
    t->space_before = true;
}

/* Makes a fresh report of the text; published is an ISO day or "". */
static void words_read(words *w, const char *text, const char *published)
{
    at_str s = at_arena_str(&w->mem, at_strz(text));
    w->an = (at_analysis){.text = s};
    w->an.tokens = at_new(&w->mem, at_token, s.n + 1);
    w->an.sents = at_new(&w->mem, at_sentence, s.n + 1);
    uint32_t first = 0;
    for (size_t i = 0; i <= s.n;) {
        size_t j = i;
        while (j < s.n && s.p[j] != ' ' && s.p[j] != '\n')
            j++;
        if (j > i)
            words_one(w, s, i, j, w->an.nsents);
        if ((j == s.n || s.p[j] == '\n') && w->an.ntokens > first) {
            at_sentence *x = &w->an.sents[w->an.nsents++];
            x->beg = first;
            x->end = first = w->an.ntokens;
        }
        i = j + 1;
    }
    w->c = (at_ctx){.mem = &w->mem, .lex = w->lex, .an = &w->an, .text = s, .published = at_day_parse(at_strz(published))};
    w->c.timex_of = at_new(&w->mem, int32_t, w->an.ntokens + 1);
    for (uint32_t i = 0; i <= w->an.ntokens; i++)
        w->c.timex_of[i] = -1;
}
#endif
