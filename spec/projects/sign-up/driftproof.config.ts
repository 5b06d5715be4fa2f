export default { prelude: ['platform.sql'] };
