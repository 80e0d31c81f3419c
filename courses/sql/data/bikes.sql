CREATE TABLE bike (model TEXT, kind TEXT, colour TEXT, price INTEGER, gears INTEGER, stand TEXT);
INSERT INTO bike VALUES
  ('Wren',  'city',     'red',    420,  7, '2'),
  ('Heron', 'city',     'blue',   560,  8, '9'),
  ('Kite',  'road',     'red',   1250, 22, '10'),
  ('Swift', 'road',     'black',  980, 18, '12'),
  ('Robin', 'child',    'red',    190,  1, '3'),
  ('Finch', 'child',    'blue',   190,  3, '11'),
  ('Stork', 'cargo',    'green', 2400, 10, NULL),
  ('Egret', 'city',     'black',  560,  7, '1'),
  ('Owl',   'mountain', 'green',  980, 24, '20'),
  ('Snipe', 'child',    'green',  250,  3, '5'),
  ('Dove',  'city',     'red',   NULL,  8, '4');
