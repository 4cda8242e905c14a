-- boats by harbour
select b.name, h.name
from boat b
join harbour h on h.id = b.harbour_id
where b.length > 10
order by b.name;
