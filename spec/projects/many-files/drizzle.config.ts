export default { dialect: 'postgresql', schema: ['./db/one.ts', './db/t*.ts'], out: './drizzle' };
