-- Schema 7: what the page counts without reading whole rows. (A report's text lies before its later columns, so asking each report
-- whether it is confidential would read all texts.)
CREATE INDEX finding_page ON finding (kind, date_from, type, place, status, confidential);
CREATE INDEX report_confidential ON report (n) WHERE confidential;
CREATE INDEX report_published ON report (published);
