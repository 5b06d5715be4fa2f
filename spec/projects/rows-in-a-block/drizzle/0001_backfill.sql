DO $$ BEGIN
  UPDATE a SET at = now() WHERE at IS NULL;
  DELETE FROM a WHERE at < now() - interval '1 year';
END $$;
