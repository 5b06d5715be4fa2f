export default { dialect: 'postgresql', schema: './schema', out: './drizzle' };
