document.querySelectorAll('.command').forEach(function (box) {
  var code = box.querySelector('code');
  var button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-live', 'polite');
  function say(text) {
    button.textContent = text;
    setTimeout(function () { button.textContent = 'Copy'; }, 2000);
  }
  function select() {
    getSelection().selectAllChildren(code);
    say('Selected');
  }
  button.addEventListener('click', function () {
    if (!navigator.clipboard) { select(); return; }
    navigator.clipboard.writeText(code.textContent).then(function () { say('Copied'); }, select);
  });
  box.appendChild(button);
});
