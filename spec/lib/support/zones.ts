/** TimeZones that break wall clocks: halves and quarters of an hour, both ends of the day, and every kind of jump. */
export const zones = [
  'UTC',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  '<+03>-3',
];

export const dateStyles = ['ISO, MDY', 'SQL, DMY', 'German, DMY', 'Postgres, MDY', 'ISO, YMD'];

/** Instants at which clocks jump forwards or backwards in some of these zones, or a day is left out. */
export const jumps = [
  '2025-03-30 01:00:00',
  '2025-10-26 01:00:00',
  '2025-03-09 07:00:00',
  '2025-11-02 06:00:00',
  '2025-04-05 15:00:00',
  '2025-10-04 15:30:00',
  '2011-12-30 10:00:00',
];
