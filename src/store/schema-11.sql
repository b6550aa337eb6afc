-- Schema 11: incidents that several units tell of, by day: the page counts and pages over them.
CREATE INDEX link_incident_several ON link_incident (coalesce(day, 99999999), n) WHERE units > 1;
