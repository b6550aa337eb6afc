#include "text/gate.h"

enum {
    LEAST = 3 /* words: shorter sentences cost nothing */,
    WORD_MAX = 40,
    FEW = 4 /* sentences: of a text that short too little stands around one to tell, and nothing is saved */,
    NEAR = 8 /* sentences on each side that tell what the text is about */,
    LIMIT = 6000 /* of a sentence's score: none speaks for all others */
};

void at__gate_load(at__gate *g, at_arena *mem)
{
    at__keyed_load(&g->words, mem, "gate.tsv");
    g->bias = at__keyed_take(&g->words, AT_S("@bias"));
    g->bar = at__keyed_take(&g->words, AT_S("@bar"));
    g->around = at__keyed_take(&g->words, AT_S("@around"));
}

static bool digits(at_str w)
{
    return w.n && w.p[0] >= '0' && w.p[0] <= '9';
}

static int32_t weight(const at__gate *g, at_str key)
{
    return key.n <= WORD_MAX ? at__keyed(&g->words, key) : 0;
}

static bool quotation(at_str w)
{
    return at_eq(w, AT_S("\"")) || at_eq(w, AT_S("``")) || at_eq(w, AT_S("''")) || at_eq(w, AT_S("\xE2\x80\x9C")) || at_eq(w, AT_S("\xE2\x80\x9D"));
}

/* Tenths of the words that have the property, 0..5 and more. */
static at_str share(const char *const names[6], uint32_t some, uint32_t all)
{
    uint32_t k = some * 10 / all;
    return at_strz(names[k < 5 ? k : 5]);
}

/* Weights of a sentence's words and shapes, and whether it stays whatever they are. */
static int32_t score(const at__gate *g, const at_token *tokens, uint32_t beg, uint32_t end, bool *stays)
{
    static const char *const CAPS[] = {"@caps0", "@caps1", "@caps2", "@caps3", "@caps4", "@caps5"};
    static const char *const NUMS[] = {"@nums0", "@nums1", "@nums2", "@nums3", "@nums4", "@nums5"};
    static const char *const SIZE[] = {"@size0", "@size1", "@size2", "@size3", "@size4", "@size5"};
    uint32_t caps = 0, nums = 0, n = end - beg;
    int32_t sum = g->bias;
    *stays = n < LEAST;
    for (uint32_t t = beg; t < end; t++) {
        at_str w = tokens[t].form;
        *stays = *stays || quotation(w);
        caps += w.p[0] >= 'A' && w.p[0] <= 'Z';
        nums += digits(w);
        bool again = false; /* a word counts once; what repeats stands near */
        for (uint32_t k = t > beg + 12 ? t - 12 : beg; k < t && !again; k++)
            again = at_eq(tokens[k].lower, tokens[t].lower);
        if (!again && !digits(w))
            sum += weight(g, tokens[t].lower);
    }
    sum += weight(g, share(CAPS, caps, n)) + weight(g, share(NUMS, nums, n)) + weight(g, at_strz(SIZE[n / 8 < 5 ? n / 8 : 5]));
    return sum < -LIMIT ? -LIMIT : sum > LIMIT ? LIMIT : sum;
}

void at__gate_ask(const at__gate *g, const at_token *tokens, at_sentence *sents, uint32_t nsents, at_arena *scratch)
{
    if (!g->words.n || nsents < FEW)
        return;
    int32_t *own = at_new(scratch, int32_t, nsents);
    int64_t *upto = at_new(scratch, int64_t, nsents + 1);
    for (uint32_t i = 0; i < nsents; i++) {
        bool stays;
        own[i] = score(g, tokens, sents[i].beg, sents[i].end, &stays);
        sents[i].skipped = !stays;
        upto[i + 1] = upto[i] + own[i];
    }
    for (uint32_t i = 0; i < nsents; i++) {
        uint32_t from = i > NEAR ? i - NEAR : 0, to = i + NEAR + 1 < nsents ? i + NEAR + 1 : nsents;
        int64_t mean = (upto[to] - upto[from]) / (int64_t)(to - from);
        /* a sentence that speaks for itself stays whatever stands around it: a killing among results of games */
        sents[i].skipped = sents[i].skipped && own[i] < 0 && own[i] + mean * g->around / 1000 < g->bar;
    }
}
