export default { dialect: 'postgresql', schema: './db', out: './drizzle' };
