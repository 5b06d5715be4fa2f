DROP POLICY "own avatar" ON storage.objects;
DROP TRIGGER on_sign_up ON auth.users;
DROP FUNCTION add_profile();
DROP TABLE profile;
