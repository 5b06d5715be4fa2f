export const tablesFolder = './src/tables';
