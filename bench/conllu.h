/* conllu.h: treebank files for the measuring programs of this folder. All memory from an arena; views into the file. */
#ifndef AT_BENCH_CONLLU_H
#define AT_BENCH_CONLLU_H
#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "base/vec.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    at_str form, lemma, upos, feats, rel;
    uint32_t head;     /* 0 the root, else 1.. within the sentence */
    uint32_t mwt;      /* 1 + index of the multiword token it is part of, or 0 */
} gold_word;

typedef struct {
    at_str id, text;
    bool opens;        /* begins a paragraph or document */
    uint32_t beg, end; /* words */
} gold_sentence;

typedef struct {
    AT_VEC(gold_word) words;
    AT_VEC(gold_sentence) sents;
    AT_VEC(at_str) mwts; /* forms of the multiword tokens */
} treebank;

static inline at_str field(at_str *line)
{
    at_str f = {"", 0};
    (void)at_cut(line, '\t', &f);
    return f;
}

static inline uint32_t number(at_str s)
{
    int64_t v = 0;
    return at_to_i64(s, &v) && v >= 0 ? (uint32_t)v : 0;
}

static inline at_str file_of(const char *path)
{
    at_str f;
    at_err err;
    if (at_map_file(&f, path, &err) != AT_OK) {
        fprintf(stderr, "%s\n", err.msg);
        exit(2);
    }
    return f;
}

static inline void read_row(treebank *t, at_arena *a, at_str line, uint32_t *mwt_last)
{
    at_str id = field(&line), form = field(&line);
    size_t dash = at_index_char(id, '-', 0);
    if (at_index_char(id, '.', 0) != SIZE_MAX)
        return;
    if (dash != SIZE_MAX) {
        *at_push(a, &t->mwts) = form;
        *mwt_last = number(at_sub(id, dash + 1, id.n));
        return;
    }
    gold_word *w = at_push(a, &t->words);
    w->form = form;
    w->lemma = field(&line);
    w->upos = field(&line);
    (void)field(&line);
    w->feats = field(&line);
    w->head = number(field(&line));
    w->rel = field(&line);
    w->mwt = number(id) <= *mwt_last ? (uint32_t)t->mwts.n : 0;
}

static inline void read_treebank(treebank *t, at_arena *a, const char *path)
{
    at_str rest = file_of(path), line;
    gold_sentence s = {0};
    uint32_t mwt_last = 0;
    while (rest.n && at_cut(&rest, '\n', &line)) {
        if (at_starts(line, AT_S("# newpar")) || at_starts(line, AT_S("# newdoc")))
            s.opens = true;
        else if (at_starts(line, AT_S("# sent_id = ")))
            s.id = at_sub(line, 12, line.n);
        else if (at_starts(line, AT_S("# text = ")))
            s.text = at_sub(line, 9, line.n);
        else if (line.n && line.p[0] != '#')
            read_row(t, a, line, &mwt_last);
        else if (!line.n && t->words.n > s.beg) {
            s.end = (uint32_t)t->words.n;
            *at_push(a, &t->sents) = s;
            s = (gold_sentence){.beg = s.end};
            mwt_last = 0;
        }
    }
}
#endif
