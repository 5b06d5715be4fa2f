BEGIN;
DELETE FROM "tickets" WHERE "title" = '';
COMMIT;
VACUUM "tickets";
