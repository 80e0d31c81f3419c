CREATE TABLE reading (town TEXT, day TEXT, low INTEGER, high INTEGER, rain INTEGER);
INSERT INTO reading VALUES
  ('Aro',  '2026-03-01',  2,  9,    0),
  ('Aro',  '2026-03-02',  4, 11,    5),
  ('Aro',  '2026-03-03', -1,  6, NULL),
  ('Bell', '2026-03-01',  0,  7,   12),
  ('Bell', '2026-03-02',  1,  7,    8),
  ('Bell', '2026-03-03',  3, 10,    0),
  ('Cove', '2026-03-01',  6, 12, NULL),
  ('Cove', '2026-03-02',  7, 14, NULL),
  ('Dorn', '2026-03-01', -6,  1,    0),
  ('Dorn', '2026-03-02', -8, -2,    2),
  ('Dorn', '2026-03-03', -4,  2,    0),
  ('Dorn', '2026-03-04', -3,  3,    4);
