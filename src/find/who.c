#include "find/who.h"

void at_who_run(at_ctx *c)
{
    (void)c;
}

int32_t at_who_of(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return -1;
}

at_str at_who_text(const at_ctx *c, uint32_t tok)
{
    at_span np = at_noun_phrase(c->an, tok);
    return at_words(c->an, np.beg, np.end);
}

void at_who_parties(const at_ctx *c, uint32_t tok, at_parties *out)
{
    at_party *p = at_push(c->mem, out);
    p->text = at_who_text(c, tok);
    p->actor = -1;
    p->tok = tok;
}

const char *at_who_country(const at_ctx *c, at_str lower)
{
    (void)c;
    (void)lower;
    return NULL;
}

bool at_who_acts(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return true;
}

bool at_who_person(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    return t->name && c->an->names[t->name - 1].type == AT_N_PER;
}

bool at_who_media(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return false;
}

bool at_who_state(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return false;
}

const char *at_who_sector(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return NULL;
}

const char *at_who_country_of(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return NULL;
}

at_str at_who_role(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return (at_str){"", 0};
}
