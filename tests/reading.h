/*
 * reading.h: what tests of whole reports share: one reader for the process, records parsed, and the span law.
 *
 * The span law: every span of a record lies in the kept text, starts and ends on a UTF-8 boundary, is not empty where
 * words are claimed, and the words that a finding quotes stand there.
 */
#ifndef AT_TESTS_READING_H
#define AT_TESTS_READING_H
#include "base/str.h"
#include <attest.h>
#include <jansson.h>

at_reader *test_reader(void); /* opened once; the test fails if it cannot be */
/* Reads a report; gives the record, to be freed with json_decref. */
json_t *test_read(const at_report *r);
/* The first breach of the span law in a record with text, or NULL. */
const char *test_span_law(const json_t *record);
/* A whole file on the heap, with a NUL behind it; p NULL if it cannot be read. */
at_str test_file(const char *path);
#endif
