// After a refusal or invalid form the heading of the summary takes the focus (autofocus on a heading is not honoured by older browsers).
const heading = document.querySelector("[role=alert] h2[tabindex='-1']");
if (heading) heading.focus();
