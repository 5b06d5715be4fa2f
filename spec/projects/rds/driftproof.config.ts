export default { platform: 'rds' };
