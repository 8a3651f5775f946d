-- label_positions: where a map names its areas.
-- grain   (area_code, panel)
-- columns area_code, panel, x, y, leader_x, leader_y [British National Grid, metres], lines
SELECT area_code, panel, x, y, leader_x, leader_y, lines FROM label_position ORDER BY area_code, panel;
