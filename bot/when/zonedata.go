package when

// zoneCities lists cities as "zone region: city, city/other name". The first
// city of a line stands for its region; the first name of a city is shown. The
// region is a state or province by its code, or a country.
const zoneCities = `
America/New_York NY: New York/nyc/new york city/manhattan/brooklyn/queens/bronx, Buffalo, Rochester, Albany, Syracuse, Yonkers, Ithaca
America/New_York OH: Columbus, Akron, Cleveland, Cincinnati, Dayton, Toledo, Canton, Youngstown, Fairlawn
America/New_York MA: Boston, Worcester, Springfield, Cambridge, Lowell
America/New_York PA: Philadelphia/philly, Pittsburgh, Allentown, Erie, Harrisburg, Lancaster, Scranton
America/New_York NJ: Newark, Jersey City, Trenton, Princeton, Hoboken
America/New_York CT: Hartford, New Haven, Stamford, Bridgeport
America/New_York RI: Providence
America/New_York VT: Burlington, Montpelier
America/New_York NH: Manchester, Concord, Nashua
America/New_York ME: Portland, Bangor, Augusta
America/New_York DE: Wilmington, Dover
America/New_York MD: Baltimore, Annapolis, Bethesda, Rockville
America/New_York DC: Washington/washington dc/dc
America/New_York VA: Richmond, Virginia Beach, Norfolk, Arlington, Alexandria, Roanoke, Charlottesville
America/New_York WV: Charleston, Huntington, Morgantown
America/New_York NC: Charlotte, Raleigh, Durham, Greensboro, Asheville, Winston-Salem, Wilmington
America/New_York SC: Columbia, Charleston, Greenville, Myrtle Beach
America/New_York GA: Atlanta, Savannah, Augusta, Athens, Macon, Columbus
America/New_York FL: Miami, Orlando, Tampa, Jacksonville, Tallahassee, Fort Lauderdale, St Petersburg, Sarasota, Naples, Gainesville
America/Chicago FL: Pensacola, Panama City, Destin
America/Detroit MI: Detroit, Grand Rapids, Ann Arbor, Lansing, Kalamazoo, Flint, Traverse City
America/Indiana/Indianapolis IN: Indianapolis/indy, Fort Wayne, South Bend, Bloomington
America/Chicago IN: Gary, Evansville, Hammond
America/Kentucky/Louisville KY: Louisville, Lexington
America/Chicago KY: Bowling Green, Paducah, Owensboro
America/Chicago TN: Nashville, Memphis, Clarksville, Jackson
America/New_York TN: Knoxville, Chattanooga
America/Chicago IL: Chicago, Springfield, Peoria, Rockford, Naperville, Evanston, Champaign
America/Chicago WI: Milwaukee, Madison, Green Bay
America/Chicago MN: Minneapolis, St Paul, Duluth, Rochester
America/Chicago IA: Des Moines, Cedar Rapids, Iowa City, Davenport
America/Chicago MO: St Louis, Kansas City, Springfield, Columbia, Branson
America/Chicago AR: Little Rock, Fayetteville
America/Chicago LA: New Orleans/nola, Baton Rouge, Shreveport, Lafayette
America/Chicago MS: Jackson, Gulfport, Biloxi
America/Chicago AL: Birmingham, Montgomery, Mobile, Huntsville
America/Chicago TX: Houston, Austin, Dallas, San Antonio, Fort Worth, Arlington, Corpus Christi, Lubbock, Plano, Waco, Galveston
America/Denver TX: El Paso
America/Chicago OK: Oklahoma City/okc, Tulsa, Norman
America/Chicago KS: Wichita, Kansas City, Topeka, Overland Park, Lawrence
America/Chicago NE: Omaha, Lincoln
America/Denver NE: Scottsbluff
America/Chicago SD: Sioux Falls
America/Denver SD: Rapid City
America/Chicago ND: Fargo, Bismarck, Grand Forks
America/Denver ND: Dickinson
America/Denver CO: Denver, Boulder, Colorado Springs, Fort Collins, Aurora, Aspen
America/Denver NM: Albuquerque, Santa Fe, Las Cruces
America/Denver UT: Salt Lake City/slc, Provo, Park City, Ogden, St George
America/Denver WY: Cheyenne, Jackson, Casper
America/Denver MT: Billings, Missoula, Bozeman, Helena
America/Boise ID: Boise, Idaho Falls
America/Los_Angeles ID: Coeur d'Alene
America/Phoenix AZ: Phoenix, Tucson, Scottsdale, Mesa, Flagstaff, Sedona, Tempe
America/Los_Angeles CA: Los Angeles/la, San Francisco/sf, San Diego, San Jose, Sacramento, Oakland, Berkeley, Fresno, Long Beach, Pasadena, Santa Barbara, Santa Monica, Santa Cruz, Palo Alto
America/Los_Angeles NV: Las Vegas/vegas, Reno, Henderson
America/Los_Angeles OR: Portland, Eugene, Salem, Bend, Ashland
America/Los_Angeles WA: Seattle, Spokane, Tacoma, Bellingham, Vancouver, Olympia
America/Anchorage AK: Anchorage, Fairbanks, Juneau
Pacific/Honolulu HI: Honolulu, Hilo, Maui, Kona
America/Puerto_Rico PR: San Juan, Ponce
Pacific/Guam GU: Guam
America/Toronto ON: Toronto, Ottawa, Hamilton, Kingston, Waterloo
America/Toronto QC: Montreal, Quebec City, Gatineau, Laval
America/Halifax NS: Halifax
America/Moncton NB: Moncton, Fredericton
America/St_Johns NL: St Johns/st john's
America/Winnipeg MB: Winnipeg
America/Regina SK: Regina, Saskatoon
America/Edmonton AB: Edmonton, Calgary, Banff
America/Vancouver BC: Vancouver, Victoria, Kelowna
America/Mexico_City Mexico: Mexico City/cdmx, Guadalajara, Puebla, Oaxaca
America/Monterrey Mexico: Monterrey
America/Cancun Mexico: Cancun, Playa del Carmen
America/Tijuana Mexico: Tijuana
America/Sao_Paulo Brazil: Sao Paulo, Rio de Janeiro/rio, Brasilia, Curitiba
America/Argentina/Buenos_Aires Argentina: Buenos Aires
America/Santiago Chile: Santiago
America/Bogota Colombia: Bogota, Medellin
America/Lima Peru: Lima
America/Costa_Rica Costa Rica: San Jose
America/Panama Panama: Panama City
America/Jamaica Jamaica: Kingston
Europe/London UK: London, Manchester, Birmingham, Edinburgh, Glasgow, Leeds, Liverpool, Bristol, Cardiff, Belfast, Sheffield, Newcastle, Brighton, Oxford, Cambridge
Europe/Dublin Ireland: Dublin, Cork, Galway, Limerick
Europe/Lisbon Portugal: Lisbon/lisboa, Porto, Faro
Atlantic/Azores Portugal: Ponta Delgada
Europe/Madrid Spain: Madrid, Barcelona, Valencia, Seville/sevilla, Bilbao, Malaga, Palma
Atlantic/Canary Spain: Las Palmas, Tenerife
Europe/Paris France: Paris, Lyon, Marseille, Toulouse, Nice, Bordeaux, Lille, Nantes, Strasbourg
Europe/Berlin Germany: Berlin, Munich/munchen/muenchen, Hamburg, Cologne/koln/koeln, Frankfurt, Stuttgart, Dusseldorf/duesseldorf, Leipzig, Dresden, Hannover/hanover, Bremen, Nuremberg/nurnberg, Freiburg, Bonn, Heidelberg
Europe/Vienna Austria: Vienna/wien, Graz, Salzburg, Innsbruck, Linz
Europe/Zurich Switzerland: Zurich/zuerich, Geneva/geneve, Basel, Bern, Lausanne
Europe/Rome Italy: Rome/roma, Milan/milano, Naples/napoli, Turin/torino, Florence/firenze, Venice/venezia, Bologna
Europe/Amsterdam Netherlands: Amsterdam, Rotterdam, The Hague/den haag, Utrecht, Eindhoven
Europe/Brussels Belgium: Brussels/bruxelles, Antwerp/antwerpen, Ghent/gent
Europe/Luxembourg Luxembourg: Luxembourg
Europe/Copenhagen Denmark: Copenhagen/kobenhavn, Aarhus
Europe/Oslo Norway: Oslo, Bergen, Trondheim
Europe/Stockholm Sweden: Stockholm, Gothenburg/goteborg, Malmo
Europe/Helsinki Finland: Helsinki, Tampere, Turku
Atlantic/Reykjavik Iceland: Reykjavik
Europe/Warsaw Poland: Warsaw/warszawa, Krakow/cracow, Gdansk, Wroclaw, Poznan, Lodz
Europe/Prague Czechia: Prague/praha, Brno
Europe/Bratislava Slovakia: Bratislava
Europe/Budapest Hungary: Budapest
Europe/Bucharest Romania: Bucharest, Cluj
Europe/Sofia Bulgaria: Sofia
Europe/Athens Greece: Athens, Thessaloniki
Europe/Belgrade Serbia: Belgrade
Europe/Zagreb Croatia: Zagreb, Split
Europe/Ljubljana Slovenia: Ljubljana
Europe/Vilnius Lithuania: Vilnius
Europe/Riga Latvia: Riga
Europe/Tallinn Estonia: Tallinn
Europe/Kyiv Ukraine: Kyiv/kiev, Lviv, Odesa/odessa
Europe/Istanbul Turkey: Istanbul, Ankara, Izmir
Europe/Malta Malta: Valletta/malta
Asia/Jerusalem Israel: Jerusalem, Tel Aviv, Haifa
Africa/Cairo Egypt: Cairo
Africa/Johannesburg South Africa: Johannesburg, Cape Town, Durban
Africa/Lagos Nigeria: Lagos
Africa/Nairobi Kenya: Nairobi
Asia/Dubai UAE: Dubai, Abu Dhabi
Asia/Kolkata India: Kolkata/calcutta, Mumbai/bombay, Delhi/new delhi, Bangalore/bengaluru, Chennai, Hyderabad, Pune
Asia/Bangkok Thailand: Bangkok, Chiang Mai
Asia/Singapore Singapore: Singapore
Asia/Hong_Kong Hong Kong: Hong Kong
Asia/Shanghai China: Shanghai, Beijing, Shenzhen, Guangzhou
Asia/Taipei Taiwan: Taipei
Asia/Tokyo Japan: Tokyo, Osaka, Kyoto
Asia/Seoul South Korea: Seoul, Busan
Asia/Manila Philippines: Manila
Australia/Sydney Australia: Sydney, Canberra
Australia/Melbourne Australia: Melbourne
Australia/Brisbane Australia: Brisbane
Australia/Adelaide Australia: Adelaide
Australia/Perth Australia: Perth
Pacific/Auckland New Zealand: Auckland, Wellington, Christchurch
`

// zoneRegions names the coded regions in full, "/" before other names.
const zoneRegions = `
AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York State,
NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, PR Puerto Rico, RI Rhode Island,
SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington State,
WV West Virginia, WI Wisconsin, WY Wyoming, ON Ontario, QC Quebec, NS Nova Scotia, NB New Brunswick,
NL Newfoundland, MB Manitoba, SK Saskatchewan, AB Alberta, BC British Columbia,
UK England/scotland/wales/great britain/united kingdom/northern ireland/gb, Netherlands Holland, Czechia Czech Republic, Turkey Turkiye,
UAE United Arab Emirates`

// zoneNicknames are what zones are called without a place.
const zoneNicknames = `
America/New_York: eastern, est, edt, et
America/Chicago: central, cst, cdt, ct
America/Denver: mountain, mst, mdt, mt
America/Phoenix: mountain, mst, arizona
America/Los_Angeles: pacific, pst, pdt, pt
America/Anchorage: alaska, akst, akdt
Pacific/Honolulu: hawaii, hawaiian, hst
America/Halifax: atlantic, ast, adt
America/St_Johns: newfoundland, nst, ndt
Europe/London: british, bst, britain
Europe/Dublin: irish, ist
Asia/Kolkata: indian, ist
Europe/Lisbon: western european, wet, west
Europe/Berlin: central european, cet, cest, mez, mesz
Europe/Athens: eastern european, eet, eest
Asia/Tokyo: japan, jst
Australia/Sydney: aest, aedt
UTC: utc, gmt, zulu, z
`
