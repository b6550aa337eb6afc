/*
 * event_choice_own.h: the features of event_choice.h by name. P_ of a place, D_ of a day; those that end in _ are the first of a family.
 */
#ifndef AT_FIND_EVENT_CHOICE_OWN_H
#define AT_FIND_EVENT_CHOICE_OWN_H

#define AT__FEATURES(X)                                                                                                                               \
    /* what the clause says */                                                                                                                        \
    X(P_LEARNED) X(P_ATTACHED) X(P_PARTIES) X(P_ABOVE) X(P_BELOW) X(P_WEAK) X(P_OWN_WORDS) X(P_OWN_FIGURE) X(P_OTHER_OWN) X(P_IN_OWN) X(P_HOLDS_OWN) X(P_GUESS)     \
    /* the report: as where_guess.h */                                                                                                                \
    X(P_LEDE_IN) X(P_SHARE) X(P_SHARE_IN) X(P_SCENE) X(P_SCENE_FAR) X(P_FIRST_IN) X(P_WORDS) X(P_ABOUT) X(P_ABOUT_TOWN) X(P_NEAREST) X(P_HERE)          \
    X(P_PARA) X(P_FOREIGN_NP) X(P_NAMED) X(P_ACT_MAIN)                                                                                                \
    /* rows around it */                                                                                                                              \
    X(P_BEFORE_SS) X(P_AFTER_SS) X(P_PREV1) X(P_PREV3) X(P_LAST) X(P_LAST_FAR) X(P_SAME_DOER) X(P_SAME_DONE_TO) X(P_SAME_WORD) X(P_ROWS)              \
    X(P_FIRST_ROW) X(P_LAST_IN) X(P_IN_LAST)                                                                                                          \
    /* whose country it is */                                                                                                                         \
    X(P_DOER_HOME) X(P_DOER_AWAY) X(P_TO_HOME) X(P_TO_AWAY) X(P_DOER_HOME_WORDS) X(P_DOER_AWAY_WORDS) X(P_TO_HOME_WORDS) X(P_TO_AWAY_WORDS)           \
    X(P_BOTH_HOME) X(P_SPEAKER_HOME) X(P_SPEAKER_AWAY) X(P_IS_DOER) X(P_IS_TO) X(P_COUNTRY) X(P_COUNTRY_WORDS) X(P_COUNTRY_DEED) X(P_MAIN_COUNTRY)     \
    X(P_MAIN_TOWN) X(P_MAIN_COUNTRY_WORDS) X(P_MAIN_TOWN_WORDS) X(P_ONE_COUNTRY)                                                                      \
    /* of the row */                                                                                                                                  \
    X(P_BIAS) X(P_NOUN) X(P_DIRECT) X(P_SOURCE) X(P_UNCERTAIN) X(P_AHEAD) X(P_NEGATED) X(P_NO_DOER) X(P_NO_TO) X(P_FIGURE)                            \
    X(P_TYPE_0) X(P_TYPE_1) X(P_TYPE_2) X(P_TYPE_3) X(P_TYPE_4) X(P_TYPE_5) X(P_TYPE_6) X(P_TYPE_7) X(P_TYPE_8) X(P_TYPE_9) X(P_TYPE_10)               \
    X(P_TYPE_11) X(P_TYPE_12) X(P_TYPE_13) X(P_TYPE_14) X(P_TYPE_15) X(P_TYPE_16)                                                                     \
    /* days: what the clause says */                                                                                                                  \
    X(D_LEARNED) X(D_OWN) X(D_CLIMB) X(D_LASTING) X(D_ONGOING) X(D_NOW) X(D_NEAREST) X(D_STORY_RULE) X(D_RULE_FIGURE) X(D_OTHER_RULE)                                           \
    /* kinds of candidates by tense (0 past 1 present 2 perfect 3 perfect in progress 4 past perfect 5 future 6 none) and nouns */                     \
    X(D_PUB) X(D_PUB_0) X(D_PUB_1) X(D_PUB_2) X(D_PUB_3) X(D_PUB_4) X(D_PUB_5) X(D_PUB_6) X(D_PUB_NOUN) X(D_PUB_WORDS) X(D_PUB_DIRECT)                \
    X(D_CLOCK) X(D_CLOCK_0) X(D_CLOCK_1) X(D_CLOCK_2) X(D_CLOCK_3) X(D_CLOCK_4) X(D_CLOCK_5) X(D_CLOCK_6) X(D_CLOCK_NOUN) X(D_CLOCK_FAR)              \
    X(D_CLOCK_PARA)                                                                                                                                   \
    X(D_HERE) X(D_HERE_0) X(D_HERE_1) X(D_HERE_2) X(D_HERE_3) X(D_HERE_4) X(D_HERE_5) X(D_HERE_6) X(D_HERE_NOUN) X(D_HERE_SPEECH)                     \
    X(D_HERE_NEAR) X(D_HERE_BEFORE) X(D_HERE_ONLY)                                                                                                    \
    X(D_BEFORE_SS) X(D_AFTER_SS) X(D_PREV1) X(D_PREV3) X(D_LAST) X(D_LAST_FAR) X(D_LAST_0) X(D_LAST_1) X(D_LAST_2) X(D_LAST_3) X(D_LAST_4)            \
    X(D_LAST_5) X(D_LAST_6) X(D_LAST_NOUN) X(D_SAME_WORD) X(D_SAME_DOER) X(D_SAME_DONE_TO) X(D_ROWS) X(D_FIRST_ROW)                                   \
    X(D_FUTURE) X(D_FUTURE_0) X(D_LONG_AGO) X(D_COARSE) X(D_OPEN) X(D_IS_PUB)                                                                         \
    /* of the row */                                                                                                                                  \
    X(D_BIAS) X(D_T_0) X(D_T_1) X(D_T_2) X(D_T_3) X(D_T_4) X(D_T_5) X(D_T_6) X(D_NOUN) X(D_DIRECT) X(D_SOURCE) X(D_UNCERTAIN) X(D_AHEAD)              \
    X(D_NEGATED) X(D_NO_DOER) X(D_NO_TO) X(D_FIGURE) X(D_CCOMP) X(D_RELCL) X(D_ACL) X(D_ADVCL) X(D_ARG) X(D_LEDE) X(D_NOUN_DEF)                       \
    X(D_TYPE_0) X(D_TYPE_1) X(D_TYPE_2) X(D_TYPE_3) X(D_TYPE_4) X(D_TYPE_5) X(D_TYPE_6) X(D_TYPE_7) X(D_TYPE_8) X(D_TYPE_9) X(D_TYPE_10)               \
    X(D_TYPE_11) X(D_TYPE_12) X(D_TYPE_13) X(D_TYPE_14) X(D_TYPE_15) X(D_TYPE_16)

enum {
#define X(name) AT__##name,
    AT__FEATURES(X)
#undef X
    AT__F_COUNT
};
#endif
