#include "find/finding.h"

#define NAME(tab, i) ((size_t)(i) < sizeof(tab) / sizeof *(tab) ? (tab)[i] : (tab)[0])

static const char *const KINDS[] = {"none", "event", "figure", "statement", "demand", "cause", "framing", "silence"};
static const char *const STANCES[] = {"asserted", "reported", "confirmed", "denied", "alleged", "expected", "feared", "promised", "demanded", "hypothetical"};
static const char *const PHASES[] = {"", "planned", "ongoing", "done", "failed", "called-off"};
static const char *const PRECISIONS[] = {"", "day", "night", "week", "month", "year", "open"};
static const char *const SOURCES[] = {"unnamed", "named", "office", "media", "document"};

const char *at_kind_name(at_kind k)
{
    return NAME(KINDS, k);
}

const char *at_stance_name(at_stance s)
{
    return NAME(STANCES, s);
}

at_stance at_stance_of(at_str name)
{
    for (size_t i = 0; i < sizeof STANCES / sizeof *STANCES; i++)
        if (at_eq(name, at_strz(STANCES[i])))
            return (at_stance)i;
    return AT_ASSERTED;
}

const char *at_phase_name(at_phase p)
{
    return NAME(PHASES, p);
}

const char *at_precision_name(at_precision p)
{
    return NAME(PRECISIONS, p);
}

const char *at_source_kind_name(at_source_kind k)
{
    return NAME(SOURCES, k);
}
