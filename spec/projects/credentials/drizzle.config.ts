export default {
  dialect: 'postgresql',
  schema: './schema.ts',
  out: './drizzle',
  dbCredentials: { host: 'localhost', port: 5432, user: 'app', password: 'n0t-s41d', database: 'app', ssl: false },
};
