DROP INDEX "notes_folder_idx";
