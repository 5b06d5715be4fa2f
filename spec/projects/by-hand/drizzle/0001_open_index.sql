-- Without blocking writes.
CREATE INDEX CONCURRENTLY "tickets_open_idx" ON "tickets" ("title") WHERE "state" = 'open';
ANALYZE "tickets";
