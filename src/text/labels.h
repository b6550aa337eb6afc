/* labels.h: label strings of the weights file as the enums of analysis.h. A label unknown here becomes the enum's zero. */
#ifndef AT_TEXT_LABELS_H
#define AT_TEXT_LABELS_H
#include "text/model.h"

/* Fills the label -> enum tables of e; rel: the relation labels. */
void at__labels_map(at_engine *e, const at__head *rel);
/* AT_F_ bits of a UD FEATS string. */
uint32_t at__feats_bits(at_str label);
#endif
