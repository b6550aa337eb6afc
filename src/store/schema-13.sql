-- Schema 13: findings in the order of their days with what filters ask for, so that a row that is not wanted is not fetched (its JSON is long).
DROP INDEX finding_day;
CREATE INDEX finding_day ON finding (kind, coalesce(date_from, '9999'), report, pos, type, stance, status, confidential, confidence, date_from, date_to);
