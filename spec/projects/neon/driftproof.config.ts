export default { platform: 'neon' };
