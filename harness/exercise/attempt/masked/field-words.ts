/** Words of which names of fields are made, in the singular. None of them is a first name or an illness. */
export const fieldWords: ReadonlySet<string> = new Set(
  `about access account action active activity actor additional address agent all allowed amount and answer app
  appointment approved archived assigned array asset assignee at attachment attribute audio author availability available avatar
  balance base before begin birth body booked booking boolean browser by bytes
  call can cancelled caption card cardinality care category cell channel charge chat city class client clinic
  clinician closed code coding collection color colour column comment completed config confirmed connection consent consultation
  contact contain contained content context copyright cost count country created creator currency current cursor custom
  data date datum day deleted delivered delivery department description detail device diagnosis digest direction
  disabled display division doctor document dosage dose download duration
  edge edited effective element email embed embedded enabled encounter end ended endpoint entity entry error event
  expire expired expiry export extension external
  factor family favourite fee feed field file filename filter finish first flag folder footer for format from full
  gender geo get given group guardian has hash head header health height history home hospital href html
  icon id identifier identity image in included index info insurance interval invoice is issue issued issuer item
  join json key kind label lang language last latest length level limit line link list listing locale location
  log login mail medication media medicine member message meta metadata method mime minute mobile mode model modified month
  name namespace nhs next no node note notification number
  object observation of off offset on open opened option order organisation organization origin other owner
  page pagination paging paid parameter parent part participant party password path patient payload payment peer period
  permission person pharmacy phone photo picture pin place plan platform poster postal postcode practitioner prefix
  prescribed prescriber prescription preview previous price primary private procedure profile property provider public
  published purpose quantity query question read reason received record recorded recording reference referral refresh
  region relationship release remark replay report request requested resource response result review role room root row
  sample schedule scheduled scope score search second secret section security self send sender sent sequence series
  service session set setting share shared sharing short signature signed size slot slug sort source specialty staff start
  started state status step stop stored stream street style subject submitted subtitle suffix summary surname switched
  symptom system tag target task tel telephone telecom template term text thread thumbnail ticket time timestamp timezone
  title to token total track transcript transcription treatment type typename uid unit unread until update updated upload
  uploaded uri url use user username uuid valid value variant vendor verified version video view viewer visible visit
  volume webpage week weight width with year zip zone`.split(/\s+/),
);
