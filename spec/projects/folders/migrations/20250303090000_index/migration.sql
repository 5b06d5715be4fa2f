CREATE INDEX "notes_folder_idx" ON "notes" ("folder");
