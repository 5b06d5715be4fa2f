module.exports = { dialect: 'postgresql', schema: './db/index.js', out: './drizzle' };
