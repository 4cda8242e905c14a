-- boats by harbour
select b.name, h.name
from boat b
left join harbour h on h.id = b.harbour_id
where b.length > 20
order by b.name;
