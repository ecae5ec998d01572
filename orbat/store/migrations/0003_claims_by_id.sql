CREATE INDEX claims_by_id ON claims (id);
